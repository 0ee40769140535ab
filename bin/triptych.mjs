#!/usr/bin/env node
// The command of the package that `npm pack` makes. On an older Node it hands over to the Node 24 that was installed with it.
import { findNode24, isNode24, pass } from '../scripts/child.mjs'

const CLI = 'out/cli/cli.js'

async function main() {
  if (isNode24()) {
    const { runAsProgram } = await import(`../${CLI}`)
    return runAsProgram()
  }
  const node = findNode24()
  if (node === null) {
    const where = `${process.platform}-${process.arch}`
    process.stderr.write(
      `triptych needs Node 24; this is ${process.version}, and no package of it was installed for ${where}.\n`,
    )
    process.stderr.write('  Install Node 24 (https://nodejs.org), then run the same command again.\n')
    process.exitCode = 1
    return
  }
  process.exitCode = await pass(node, CLI, process.argv.slice(2))
}

await main()
