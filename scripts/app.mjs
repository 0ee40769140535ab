// Runs on plain Node 20 without any package: sets up what is missing, says so, then hands over to Node 24.
import { runBench } from './bench.mjs'
import { buildCommandLine, buildIfNewer } from './build.mjs'
import { node24, pass } from './child.mjs'
import { provideChromium } from './chromium.mjs'
import { setUp } from './install.mjs'
import { againInMemory } from './memory-tmp.mjs'
import { makePackage } from './package.mjs'
import { takePictures } from './pictures.mjs'
import { say } from './say.mjs'
import { start } from './start.mjs'
import { tellStories } from './story.mjs'
import { runAllAgents, runAllChecks, runHistories, runTests } from './tests.mjs'

const USAGE = `usage: npm run <verb>
  start      the window: in Electron, else in Chromium from the local server, else its address
  demo       a whole run with the demo agent on a sample repository (-- --ask: you answer its questions)
  test       every check and test (-- --no-agents: without real agents; -- <file>…: only these test files, and no checks)
  agents     every scenario with every real agent (10 minutes; writes its table into docs/agents.md; -- --short: as in npm test)
  pictures   the pictures of the documentation, made anew (docs/pictures; -- <word>…: only those; -- --to <folder>)
  story      the window's story on the built bundles, by mouse and keyboard in turn (-- --times <n>, --host stand-in|electron|serve)
  histories  10,000 random histories of a run (a few minutes; -- <n>: so many)
  faults     every fault that can be injected, counted (10 to 12 minutes; writes docs/reliability.md; -- --only <section>, --seed <n>)
  bench      what is measured beside a baseline (-- views; -- views --keep writes docs/performance.md)
  soak       50 mixed runs with random cancels and kills; nothing may be left (-- --seed <n> repeats one; Linux)
  triptych   the command line: npm run -s triptych -- <command>
  package    installers of this system in dist/ (-- <option>…: electron-builder's own, --dir for example)
  check      types, format and lint
  build      the bundles: of the desktop window, and of the command line that npm pack ships
  setup      only what the others do first: packages and Node 24`

/** @type {Record<string, (args: string[]) => Promise<number>>} */
const VERBS = {
  setup: async () => 0,
  build: async () => ((await buildIfNewer({ force: true })) && (await buildCommandLine()) ? 0 : 1),
  check: runAllChecks,
  start,
  demo: (args) => pass(node24(), 'electron/demo.ts', args),
  triptych: (args) => pass(node24(), 'electron/cli.ts', args),
  test: async (args) => (await againInMemory(process.argv)) ?? runTests(args),
  story: tellStories,
  agents: runAllAgents,
  histories: runHistories,
  faults: injectFaults,
  bench: runBench,
  soak: (args) => pass(node24(), 'test/soak/soak.ts', args),
  pictures: takePictures,
  package: makePackage,
}

/** One section shows hostile content in the built window. @param {string[]} args */
async function injectFaults(args) {
  if (!(await buildIfNewer({ force: false }))) return 1
  await provideChromium()
  return pass(node24(), 'test/faults/faults.ts', args)
}

async function main() {
  const [name = '', ...args] = process.argv.slice(2)
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined
  if (!verb) {
    say(USAGE)
    return 2
  }
  return (await setUp()) ? verb(args) : 1
}

process.exitCode = await main()
