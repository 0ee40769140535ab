import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { endChildren } from '../electron/end-children.ts'
import { createChildMarkers } from '../electron/process/child-markers.ts'
import { MARKER_VARIABLE } from '../electron/process/environment.ts'
import { makeTempFolder } from './support/repository.ts'

const DEAF = "process.on('SIGTERM', () => undefined); setInterval(() => undefined, 1000); console.log('ready')"

async function startDeafChild(marker: string) {
  const env = { ...process.env, [MARKER_VARIABLE]: marker }
  const child = spawn(process.execPath, ['-e', DEAF], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return child
}

test("ends the children of this process, and nobody else's", async (context) => {
  context.skip(process.platform === 'win32', 'Windows does not tell the environment of a process')
  const home = makeTempFolder()
  const folder = path.join(home, 'children')
  const markers = await createChildMarkers(folder)
  const ours = await startDeafChild(markers.open())
  const foreignMarker = crypto.randomUUID()
  writeFileSync(path.join(folder, foreignMarker), `${JSON.stringify({ ownerPid: 1, ownerStartStamp: '' })}\n`)
  writeFileSync(path.join(folder, crypto.randomUUID()), '{"ownerPid":')
  const theirs = await startDeafChild(foreignMarker)
  try {
    const exited = once(ours, 'exit')
    await endChildren(home)
    expect(await exited).toEqual([null, 'SIGKILL'])
    expect(theirs.exitCode ?? theirs.signalCode).toBeNull()
  } finally {
    ours.kill('SIGKILL')
    theirs.kill('SIGKILL')
  }
})

test('a data folder without children has nothing to end', async () => {
  const home = makeTempFolder()
  await endChildren(home)
  mkdirSync(path.join(home, 'children'))
  await endChildren(home)
})
