// Writes events and finishes effects beside another process: each is marked at once.
import { openStore } from '../../electron/store/store.ts'

const [file = '', runId = '', count = '0'] = process.argv.slice(2)
const store = openStore(file)
process.stdout.write('open\n')
for (let n = 0; n < Number(count); n++) {
  store.addEvent(runId, 'system', 'note', `beside ${n}`, {})
  store.finishEffect(store.intendEffect(runId, 'kind', `beside ${n}`, 'x').id)
}
store.close()
