const FAILURE =
  /[✖✗×]|\b(?:\w*errors?|fail(?:s|ed|ing|ures?)?|\w*exception|panic(?:ked)?|not ok|traceback|fatal|cannot|denied|timed out)\b/i
/** A test that passed, whatever its name says. */
const PASSED = /^(?:⟨[^⟩]*CR⟩ )?\s*(?:[✔✓√]|ok\b|pass\b)/i
/** "fail 0", "0 errors", "no failures". */
const COUNT_OF_NONE = /\b(?:fail(?:ed|ures?|ing)?|errors?)[\s:=]+0\b|\b(?:0|no) (?:fail(?:ed|ures?|ing)?|errors?)\b/gi

/** Whether a line of a log, without its colours, says itself that something failed. */
export const tellsOfFailure = (line: string): boolean =>
  !PASSED.test(line) && FAILURE.test(line.replace(COUNT_OF_NONE, ''))
