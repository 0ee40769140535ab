import { appendFileSync } from 'node:fs'

/** Names the file of one run of `npm test` in which every command is noted that was tried as the documents have it, one a line. */
export const TRIED = 'TRIPTYCH_TRIED'

/** Does nothing outside of a run that notes it. @param {string} command as the documents have it */
export function noteTried(command) {
  const file = process.env[TRIED]
  if (file) appendFileSync(file, `${command}\n`)
}
