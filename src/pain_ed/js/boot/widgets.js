/* For a USB stick: browsers load no modules from files, so all that sets elements going is one classic script there. boot/usb.js runs
   it once it knows what this device remembers. */

import "../quiz/quiz.js";
import "../simulation/simulation.js";
import "../tools/again.js";
import "../tools/assign.js";
import "../tools/code.js";
import "../tools/done.js";
import "../tools/go-on.js";
import "../tools/memory.js";
import "../tools/notes.js";
import "../tools/numbers.js";
import "../tools/plan.js";
import "../tools/reader.js";
import "../tools/record.js";
import "../tools/reflection.js";
