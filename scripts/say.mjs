/**
 * What set-up tells a person. Standard error, because standard output belongs to the command that follows.
 * @param {string} message
 */
export function say(message) {
  process.stderr.write(`${message}\n`)
}
