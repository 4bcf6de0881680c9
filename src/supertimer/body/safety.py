"""What everybody should know before going to fatigue, and what training can be expected to do.

Short texts for the first start, the help and `supertimer show`; docs/evidence.md has the sources
and says how good they are. Nothing here promises more than is written there.
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
        "for pain in a joint or in the chest, dizziness or a sudden headache; have a sudden "
        "headache looked at. Muscles may burn, joints may not hurt.",
    ),
    (
        "Ask a doctor first",
        "if you have a disease of the heart or blood vessels, an arrhythmia, high blood pressure, "
        "diabetes, a pacemaker, an aneurysm, a hernia, Marfan syndrome, a disease of the retina, "
        "or had an operation on an eye lately.",
    ),
    (
        "Alone,",
        "go to fatigue only where the load cannot trap you: a machine with stops, a rack with "
        "safeties, or your own weight. No bench press or squat without them.",
    ),
    (
        "Start light.",
        "In your first workouts end the set at the time limit, not at fatigue.",
    ),
)
"""Head and text of each point, most important first: for the first start, and on demand."""

SAFETY_NOTE = (
    "New here? Keep breathing, stop at once on pain, ask a doctor first if your heart or blood"
    " pressure is not sound. Read it all, once: supertimer safety"
)
"""For somebody who starts a workout without having seen the card: it must not stand in the way."""

EVIDENCE = {
    "tempo": "No tempo has been shown to be best. Reps of 0.5 to 8 seconds build muscle alike; "
    "above 10 seconds they probably build less, though there are few data.",
    "frequency": "After sets to fatigue, young lifters were back at their reps at 48 hours and "
    "above them at 72 in one study; in another 2 of 10 people had not recovered at 96. So: twice "
    "a week, 72 hours between, and longer if you need it.",
    "time under load": "How long a set lasts is measured, not its reps: it gives credit for the "
    "part of a rep that you still managed.",
    "metabolism": "A kilogram of muscle at rest uses about 13 kcal a day (6 kcal a pound), not "
    "the 35 to 50 a pound that is often quoted.",
    "spot reduction": "Training a muscle does not take the fat from above it: 13 studies with "
    "more than 1,000 people found no effect. So train everything.",
    "breathing": "Leg presses to failure have been measured at 320/250 mmHg, partly from held "
    "breath. Breathe freely, above all when it gets hard.",
}
"""Topic -> what the literature says, in one or two sentences."""
