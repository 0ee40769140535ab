// Edits the plan of every run that is asked about, in their order, and prints what became of each, once its standard input ends.
import { editPlan } from '../../electron/engine/edit-plan.ts'
import { openStore } from '../../electron/store/store.ts'

const [file = ''] = process.argv.slice(2)
const store = openStore(file)
process.stdout.write('ready\n')
for await (const _ of process.stdin);
const told = store.runStore.listRuns().map(({ id }) => {
  const tasks = store.getPlan(id, 1).tasks.map((task) => ({ ...task, title: 'As the other window wants it' }))
  const edited = editPlan(store, id, 1, tasks)
  return [id, edited.ok ? 'edited' : edited.error]
})
process.stdout.write(JSON.stringify(told))
store.close()
