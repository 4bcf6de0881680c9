# ruff: noqa: E501
"""Logs in the formats of other programs, small and invented."""

STRONG = """\
Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE
2024-03-05 07:10:00,"Day 3",1h 7m,"Leg Press (Machine)",W,40.0,10.0,0,0.0,"","good day",
2024-03-05 07:10:00,"Day 3",1h 7m,"Leg Press (Machine)",1,70.0,15.0,0,0.0,"slow, controlled","good day",8
2024-03-05 07:10:00,"Day 3",1h 7m,"Leg Press (Machine)",Rest Timer,0,0.0,0,120.0,,,
2024-03-05 07:10:00,"Day 3",1h 7m,"Leg Press (Machine)",F,185.00000000000003,6.0,0,0.0,"","good day",
2024-03-05 07:10:00,"Day 3",1h 7m,"Plank",1,0,0,0,60.0,"","good day",
2024-03-07 18:00:00,"Day 1",35min,"Chin Up",1,0,8,0,0,"","",
2024-03-07 18:00:00,"Day 1",35min,"Chin Up",1,0,7,0,0,"","",
"""

STRONG_UNITS = """\
Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;Notes;Workout Notes;Workout Duration
2024-03-05 07:10:00;Day 3;Leg Press (Machine);1;155;lbs;15;;0;;0;;;50m
2024-03-05 07:10:00;Day 3;Leg Press (Machine);D;110;lbs;9;;;;0;;;50m
"""

STRONG_QUOTED = """\
"Workout #";"Date";"Workout Name";"Duration (sec)";"Exercise Name";"Set Order";"Weight (kg)";"Reps";"RPE";"Distance (meters)";"Seconds";"Notes";"Workout Notes"
"1";"2024-03-05 07:10:00";"Day 3";"1267";"Leg Press";"2";"80,5";"12";"";"";"75.0";"";""
"1";"2024-03-05 07:10:00";"Day 3";"1267";"Leg Press";"3";"80,5";"10";"";"";"";"two
lines";""
"1";"2024-03-05 07:10:00";"Day 3";"1267";"Leg Press";"4";"82.5";"9";"";"";"";"broken;""
"1";"2024-03-05 07:10:00";"Day 3";"1267";"Leg Pr
"1";"2024-03-05 07:10:00";"Day 3";"1267";"Leg Press";"5";"85";"8";"";"";"";"";""
"""

STRONG_GERMAN = """\
Datum,Workout-Name,Dauer,Name der Übung,Reihenfolge festlegen,Gewicht,Wiederh.,Entfernung,Sekunden,Notizen,Workout-Notizen,RPE
2025-08-23 17:51:23,"Ganzkörper",2h 23min,"Beinpresse",1,50.0,12.0,0,0.0,"","",
2025-08-23 17:51:23,"Ganzkörper",2h 23min,"Beinpresse",Ruhezeit,0,0.0,0,90.0,,,
"""

STRONG_FRENCH = """\
Date,Nom de l'entraînement,Durée,Nom de l'exercice,Ordre de la série,Poids,Réps,Distance,Secondes,RPE,Notes
2025-01-01 10:00:00,Full Body,60m,Squat,1,100,5,0,0,8,
2025-01-01 10:00:00,Full Body,60m,Squat,Minuteur de repos,0,0.0,0,90.0,,
"""

HEVY = """\
"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index","set_type","weight_kg","reps","distance_km","duration_seconds","rpe"
"Push “Day” 💪","28 Mar 2025, 17:29","28 Mar 2025, 18:52","","Bench Press (Barbell)",,"","0","warmup","22.68","10",,,""
"Push “Day” 💪","28 Mar 2025, 17:29","28 Mar 2025, 18:52","","Bench Press (Barbell)",,"","1","failure","80","8",,,"9"
"Push “Day” 💪","28 Mar 2025, 17:29","28 Mar 2025, 18:52","","Plank",,"","0","normal",,,,"45",""
"Push “Day” 💪","28 Mar 2025, 17:29","28 Mar 2025, 18:52","","Pull Up",,"","0","dropset","","7",,,""
"Push “Day” 💪","28 Mar 2025, 17:29","28 Mar 2025, 18:52","","Pull Up",,"","1","normal","","",,,""
"""

HEVY_POUNDS = HEVY.replace("weight_kg", "weight_lbs").replace("17:29", "5:29 PM")

FITNOTES = """\
Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment
2024-01-15,Squat,Legs,100.0,kgs,5,,,,
2024-01-15,Squat,Legs,100.0,kgs,5,,,,
2024-01-15,Fly, seated,Chest,40.0,kgs,10,,,,fine
2024-01-15,Plank,Abs,,,,,,0:01:30,
2024-01-15,Running,Cardio,,,,5.2,km,0:30:00,
"""

FITNOTES_OLD = """\
Date,Exercise,Category,Weight (lbs),Reps,Distance,Distance Unit,Time
2014-01-15,Squat,Legs,225,5,,,
"""

FITNOTES_IOS = """\
Date,Exercise,Category,Weight (kg),Weight (lbs),Reps,Distance,Distance Unit,Time,Notes,Kind
2024-01-15,Squat,Legs,40.00,88.18,8,,,,,wr
2024-01-15,Squat,Legs,45.36,100.00,8,,,,,wr
"""

FITNOTES_BODY = """\
Date,Time,Measurement,Value,Unit,Comment
2026-01-10,07:00:00,Bodyweight,82.0,kg,
2026-01-11,07:00:00,Bodyweight,181,lbs,"Light, after cardio"
2026-01-11,07:00:00,Chest,101,cm,
2026-01-12,07:00:00,Bodyweight,heavy,kg,
"""

STRONGLIFTS = """\
\ufeffDate (yyyy/mm/dd),Workout,Workout Name,Program Name,Body Weight (KG),Exercise,Sets×Reps,Sets×Time,Top Set (Reps×KG),e1RM (KG),Reps,Volume (KG),Workout Volume (KG),Duration (hours),Start Time (h:mm),End Time (h:mm),Notes,Set 1 (Reps),Set 1 (KG),Set 2 (Reps),Set 2 (KG),Set 3 (Reps),Set 3 (KG)
2026/08/11,1,"Workout A","5×5",83.5,"Squat",5/5/-,,5×55,63.7,10,550,1330.0,0.5,10:56 PM,11:27 PM,"",5,55,5,57.5,0,57.5
2026/08/11,1,"Workout A","5×5",83.5,"Barbell Row",Skipped,,,,,,,0.5,10:56 PM,11:27 PM,"",,,,,,
"""

GYMBOOK = """\
Data,Programma,Orario,Esercizio,Zona,Gruppi muscolari (Primari),Gruppi muscolari (Secondari),Set / Set di riscaldamento / Set di defaticamento,Ripetizioni / Tempo,Peso / Distanza,Appunti,Saltato
09/01/25,Gambe,18:30,Pressa,Gambe,Quadricipiti,Glutei,Set di riscaldamento 1,20 ripetizioni,"30,00 kg",,No
09/01/25,Gambe,18:30,Pressa,Gambe,Quadricipiti,Glutei,Set 1,12 ripetizioni,"82,50 kg",lento,No
09/01/25,Gambe,18:30,Plank,Core,Addominali,,Set 1,2:30,"0,00 kg",,No
09/01/25,Gambe,18:30,Pressa,Gambe,Quadricipiti,Glutei,Set 2,12 ripetizioni,"82,50 kg",,Sì
"""

GYMBOOK_GERMAN = """\
Datum;Training;Zeit;Übung;Bereich;Muskelgruppen (Primäre);Muskelgruppen (Sekundäre);Satz / Aufwärmsatz / Abkühlungssatz;Wiederholungen / Zeit;Gewicht / Strecke;Notizen;Ausgelassen
09.01.2025;Beine;18:30;Beinpresse;Beine;Quadrizeps;Gesäß;Aufwärmsatz 1;20 Wiederholungen;30,00 kg;;Nein
09.01.2025;Beine;18:30;Beinpresse;Beine;Quadrizeps;Gesäß;Satz 1;12 Wiederholungen;82,50 kg;langsam;Nein
09.01.2025;Beine;18:30;Plank;Bauch;Bauchmuskeln;;Satz 1;90 Sekunden;0,00 kg;;Nein
09.01.2025;Beine;18:30;Beinpresse;Beine;Quadrizeps;Gesäß;Satz 2;12 Wiederholungen;82,50 kg;;Ja
"""

FITBOD = """\
Date,Exercise,Reps,Weight(kg),Duration(s),Distance(m),Incline,Resistance,isWarmup,Note,multiplier
2026-01-22 06:54:26 +0000,Dumbbell Bench Press,8,15.8757,0.0,0.0,0.0,0.0,true,,2.0
2026-01-22 06:55:00 +0000,Dumbbell Bench Press,10,20.0,0.0,0.0,0.0,0.0,false,,2.0
2026-01-22 06:58:00 +0000,Plank,0,0.0,60.0,0.0,0.0,0.0,FALSE,,1.0
"""

ALL = {
    "strong": STRONG,
    "strong units": STRONG_UNITS,
    "strong quoted": STRONG_QUOTED,
    "strong German": STRONG_GERMAN,
    "strong French": STRONG_FRENCH,
    "hevy": HEVY,
    "hevy pounds": HEVY_POUNDS,
    "fitnotes": FITNOTES,
    "fitnotes old": FITNOTES_OLD,
    "fitnotes ios": FITNOTES_IOS,
    "fitnotes-body": FITNOTES_BODY,
    "stronglifts": STRONGLIFTS,
    "gymbook": GYMBOOK,
    "gymbook German": GYMBOOK_GERMAN,
    "fitbod": FITBOD,
}
