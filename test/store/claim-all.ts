// Claims tasks of a run until none is left; prints their ids. Begins when its standard input ends, so that several begin at once.
import { RunStore } from '../../electron/store/run-store.ts'

const [file = '', runId = ''] = process.argv.slice(2)
process.stdout.write('ready\n')
for await (const _ of process.stdin);
const store = new RunStore(file)
for (let task = store.claimNextPendingTask(runId); task; task = store.claimNextPendingTask(runId)) {
  process.stdout.write(`${task.id}\n`)
}
store.close()
