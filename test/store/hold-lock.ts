// Takes the owner lock of a data folder, says so, and stays.
import { acquireOwnerLock } from '../../electron/store/owner-lock.ts'

const lock = acquireOwnerLock(process.argv[2] ?? '')
process.stdout.write(`${lock.ok ? 'held' : `refused ${lock.error.pid}`}\n`)
process.stdin.on('end', () => {
  if (lock.ok) lock.value.release()
})
process.stdin.resume()
