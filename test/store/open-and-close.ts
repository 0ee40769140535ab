// Opens, writes and closes a file many times: its write-ahead log comes and goes, its pages are written again and again.
import { RunStore } from '../../electron/store/run-store.ts'

for (let n = 0; n < 200; n++) {
  const store = new RunStore(process.argv[2] ?? '')
  store.createRun('Goal', '/repo')
  store.close()
  if (n === 0) process.stdout.write('begun\n')
}
