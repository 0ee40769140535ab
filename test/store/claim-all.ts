// Claims one task of a run and prints its id; then, when its standard input ends, all that are left. So every claimer has its
// part, however the machine shares its time, and all of them race for the rest.
import { RunStore } from '../../electron/store/run-store.ts'

const [file = '', runId = ''] = process.argv.slice(2)
const store = new RunStore(file)
process.stdout.write(`${store.claimNextPendingTask(runId)?.id ?? 'none'}\n`)
for await (const _ of process.stdin);
for (let task = store.claimNextPendingTask(runId); task; task = store.claimNextPendingTask(runId)) {
  process.stdout.write(`${task.id}\n`)
}
store.close()
