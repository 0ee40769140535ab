// Raises the schema version of a file and dies before the write-ahead log is put into it.
import { openDatabase } from '../../electron/store/database.ts'

const db = openDatabase(process.argv[2] ?? '')
db.exec('PRAGMA user_version = 99')
process.kill(process.pid, 'SIGKILL')
