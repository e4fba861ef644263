// Everything here only helps: each page works without it.
import "./focus-errors.js";
import "./printing.js";
import "./rows.js";
import "./scorecard-sums.js";
import "./submit-once.js";
import "./unsaved.js";
