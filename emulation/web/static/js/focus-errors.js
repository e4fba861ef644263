// After a refused form the reader starts at the summary of errors.
document.getElementById("error-summary")?.focus();
