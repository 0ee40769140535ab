/**
 * `node driver.ts <folder> <scenario>`, or the snapshot that is built of it: lives one run in `<folder>/home` on `<folder>/repository` to its end, from wherever an earlier
 * process left it. Everything but the agents and the commands is the product: store, engine, git, files, owner lock. What it is told is
 * noted in `<folder>/acks.log`. Somebody else kills it.
 */
import path from 'node:path'
import { startupSnapshot } from 'node:v8'
import { z } from 'zod'
import { openBackend } from '../../../electron/backend.ts'
import { openAcks } from './acks.ts'
import { noteEvents } from './note-events.ts'
import { createPerson } from './person.ts'
import { SCENARIO_NAMES, SCENARIOS, type Scenario } from './scenario.ts'
import { scriptedPorts } from './scripted-ports.ts'
import { worldIn } from './world.ts'

async function main(): Promise<void> {
  const [folder = '', name] = process.argv.slice(2)
  const scenario: Scenario = SCENARIOS[z.enum(SCENARIO_NAMES).parse(name)]
  const world = worldIn(path.resolve(folder))
  const acks = openAcks(world.acks)
  let runId = ''
  const backend = await openBackend(
    { home: world.home, environment: process.env, probeSandbox: async () => NO_SANDBOX },
    () => null,
    (ports) => scriptedPorts(ports, scenario, acks, () => runId),
  )
  const owned = await backend.own()
  if (!owned.ok) throw new Error(`The data folder has an owner: ${owned.error.pid}`)
  console.error('at work')
  const person = createPerson(backend, scenario, acks, world.folder)
  runId = await person.begin(world.repository)
  noteEvents(backend.store, runId, world.acks, acks)
  const stopAnswering = person.answerPermissions(runId)
  for (;;) {
    const rest = await backend.drive(runId, new AbortController().signal)
    if (rest.kind === 'end') break
    await person.goOn(runId, rest.why)
  }
  stopAnswering()
  await person.tidyUp(runId)
  acks.write({ kind: 'ended', status: backend.store.getRun(runId).status })
  await backend.close()
}

const NO_SANDBOX = { kind: 'none', reason: 'None here.', remedy: null } as const

function start(): void {
  main().catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
}

if (startupSnapshot.isBuildingSnapshot()) startupSnapshot.setDeserializeMainFunction(start)
else start()
