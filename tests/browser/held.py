"""What readers and clinicians hold of the course as it was until 28 November 2026 (commit 10a9747), before its lessons were moved onto
their shelves. All of it was made with the site of that day, in a browser: by ticking, answering, writing and saving."""

LINKS = {
    "my/plan/#p=start.protect.windup.kinds.move.talk.plan.by270115.66": "start-here pain-protects nmda-wind-up kinds-of-pain moving-again talking-therapies my-plan",
    # The ready-made ones: of the whole course, and of each module.
    "my/plan/#p=start.protect.notice.tissue.windup.central.down.kinds.change.sleep.move.talk.meds.plan.56": (
        "start-here pain-protects nociception sensitive-tissues nmda-wind-up central-sensitization descending-inhibition kinds-of-pain "
        "neuroplasticity sleep-stress-and-mood moving-again talking-therapies medicines-and-devices my-plan"
    ),
    "my/plan/#p=start.protect.notice.p7": "start-here pain-protects nociception",
    "my/plan/#p=tissue.windup.central.3c": "sensitive-tissues nmda-wind-up central-sensitization",
    "my/plan/#p=down.kinds.change.sleep.ce": "descending-inhibition kinds-of-pain neuroplasticity sleep-stress-and-mood",
    "my/plan/#p=move.talk.meds.plan.t1": "moving-again talking-therapies medicines-and-devices my-plan",
}
"""Links of plans, and the lessons that they name; the first with a day, 15 January 2027."""

CODE = "0ABK-59DB"
"""Of the record below: the lessons that are read, by 28 November 2026."""

FILE = """\
{"v":1,
"plan":{"l":["start-here","pain-protects","nmda-wind-up","kinds-of-pain","moving-again","talking-therapies","my-plan"],"b":20833},
"prefs":{},
"answers":{
"teaching-or-listening":{"o":["18d10c"],"h":"1c8e3a4c","d":20785,"r":0,"f":0,"s":0},
"order-of-the-plug":{"o":["0ad0af:1","941d90:2","63a0b2:3","61b1a1:4","5ba896:5"],"h":"0663899d","d":20785,"r":0,"f":0,"s":0},
"how-far-it-reached":{"o":["ab7aaf"],"h":"983ed5f8","d":20785,"r":0,"f":0,"s":0},
"clear-scan-real-pain":{"o":["c33705"],"h":"d8da8cd6","d":20785,"r":1,"f":1,"s":0},
"cold-rod-red-light":{"o":["7b67c7"],"h":"07ba1124","d":20785,"r":0,"f":0,"s":0},
"what-stops-the-build-up":{"o":["33faee"],"h":"cf5d22d6","d":20785,"r":0,"f":0,"s":0},
"magnesium-tablets":{"o":["3f056d"],"h":"06e98f5b","d":20785,"r":0,"f":0,"s":0},
"first-step-in-order":{"o":["d9251b:1","75ba98:2","669f27:3","1bb2c8:4","cd2b1c:5"],"h":"4e04d9db","d":20785,"r":0,"f":0,"s":0},
"same-or-not":{"o":["c6716a:596e60","8426d2:fe4d80","cbd3b9:5a94ec"],"h":"b1e40f98","d":20785,"r":0,"f":0,"s":0}
},
"done":{"start-here":[20785,1],"pain-protects":[20785,2],"nmda-wind-up":[20785,5],"central-sensitization":[20785,6],"moving-again":[20785,11],"my-plan":[20785,14],"kinds-of-pain":[20785,8]},
"feel":{"why-pain-happens":{"b":[20785,2,2,2,2]},"how-sensitivity-turns-up":{"b":[20785,2,2,2,2]}},
"notes":{"v":1,"days":{"20785":{"pain":3,"sleep":4,"stress":5,"mood":6,"activity":7,"note":"Walked to the shop. Slept badly."}},"on":20785}}
"""
"""The file of "What I did", with its notes. Nine of its 45 answers were kept: of questions that are gone, of two that have moved, and of
others."""

ADDRESSES = {
    "why-pain-happens/": "five-steps/",
    "why-pain-happens/print/": "five-steps/print/",
    "why-pain-happens/start-here/": "five-steps/start-here/",
    "why-pain-happens/pain-protects/#three-things-to-tell-apart": "five-steps/pain-protects/#three-things-to-tell-apart",
    "why-pain-happens/nociception/#a-small-change-stays-small": "how-it-works/nociception/#a-small-change-stays-small",
    "how-sensitivity-turns-up/": "how-it-works/",
    "how-sensitivity-turns-up/print/": "how-it-works/print/",
    "how-sensitivity-turns-up/sensitive-tissues/": "how-it-works/sensitive-tissues/",
    "how-sensitivity-turns-up/nmda-wind-up/#model-wind-up": "how-it-works/nmda-wind-up/#model-wind-up",
    "how-sensitivity-turns-up/central-sensitization/": "how-it-works/central-sensitization/",
    "what-turns-it-down-and-up/": "how-it-works/",
    "what-turns-it-down-and-up/print/": "how-it-works/print/",
    "what-turns-it-down-and-up/descending-inhibition/": "how-it-works/descending-inhibition/",
    "what-turns-it-down-and-up/kinds-of-pain/": "my-kind-of-pain/kinds-of-pain/",
    "what-turns-it-down-and-up/neuroplasticity/": "how-it-works/neuroplasticity/",
    "what-turns-it-down-and-up/sleep-stress-and-mood/": "how-it-works/sleep-stress-and-mood/",
    "what-helps/": "treatments/",
    "what-helps/print/": "treatments/print/",
    "what-helps/moving-again/": "five-steps/moving-again/",
    "what-helps/talking-therapies/": "treatments/talking-therapies/",
    "what-helps/medicines-and-devices/": "treatments/medicines-and-devices/",
    "what-helps/my-plan/": "five-steps/my-plan/",
}
"""Every page whose address was another, and where the link there leads."""
