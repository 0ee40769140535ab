// What is said of a data folder that nothing can be written to. Prints one line of JSON.
import { dataFolderProblem } from '../../electron/data-folder-problem.ts'

process.stdout.write(`${JSON.stringify(dataFolderProblem(process.argv[2] ?? ''))}\n`)
