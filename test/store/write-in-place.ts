// A run with numbers, times and letters that languages treat differently; prints what does not depend on the moment.
import { openStore } from '../../electron/store/store.ts'
import { branchName } from '../../shared/names.ts'

const store = openStore(process.argv[2] ?? '')
const { id } = store.runStore.createRun('I İ istanbul', '/repository')
const branch = branchName('I I istanbul 1234', '12345678-0000-4000-8000-000000000000', false).replace(/-12345678$/, '')
store.patchRun(id, {}, { branch })
store.addEvent(id, 'system', 'note', 'x', { number: 1234.5, big: 1e21 })
const [, event] = store.listEvents(id)
process.stdout.write(JSON.stringify([branch, event?.payload, store.openLosses()]))
store.close()
