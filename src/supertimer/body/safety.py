"""What to know before training to fatigue, and what to expect from training.

Short texts for the first start, the help, and `supertimer show`. docs/evidence.md has the sources
and says how good they are. Nothing here promises more than that page does.
"""

SAFETY_TITLE = "Before you start"

SAFETY_CARD = (
    (
        "Keep breathing.",
        "Never hold your breath under load: blood pressure rises steeply near fatigue, with light "
        "loads too.",
    ),
    (
        "Stop at once",
        "if you feel pain in a joint or in your chest, dizziness, or a sudden headache. See a "
        "doctor about a sudden headache. Burning muscles are normal; painful joints are not.",
    ),
    (
        "Ask a doctor first",
        "if you have a disease of the heart or blood vessels, an arrhythmia, high blood pressure, "
        "diabetes, a pacemaker, an aneurysm, a hernia, Marfan syndrome, a disease of the retina, "
        "or if you had eye surgery recently.",
    ),
    (
        "Alone,",
        "go to fatigue only where the load cannot trap you: a machine with stops, a rack with "
        "safeties, or your own weight. No bench press or squat without them.",
    ),
    (
        "Start light.",
        "In your first workouts, end each set when its time is up, not at fatigue.",
    ),
)
"""Heading and text of each point, most important first."""

SAFETY_NOTE = (
    "New here? Keep breathing. Stop at once if you feel pain. If you have heart or blood pressure"
    " problems, ask a doctor first. Read all of it once: supertimer safety"
)
"""The short form, for a lifter who starts a workout without having seen the card."""

EVIDENCE = {
    "tempo": "No tempo has been shown to be best. Reps of 0.5 to 8 seconds build muscle alike; "
    "above 10 seconds they probably build less, though there are few data.",
    "frequency": "After sets to fatigue, young lifters were back at their reps at 48 hours and "
    "above them at 72 in one study; in another 2 of 10 people had not recovered at 96. So: twice "
    "a week, 72 hours between, and longer if you need it.",
    "time under load": "How long a set lasts is measured, not its reps: it gives credit for the "
    "part of a rep that you still managed.",
    "metabolism": "A kilogram of muscle at rest uses about 13 kcal per day (6 kcal per "
    "pound), not the often quoted 35 to 50 kcal per pound.",
    "spot reduction": "Training a muscle does not take the fat from above it: 13 studies with "
    "more than 1,000 people found no effect. So train everything.",
    "breathing": "Leg presses to failure have been measured at 320/250 mmHg, partly from held "
    "breath. Breathe freely, above all when it gets hard.",
}
"""Topic -> what the literature says."""
