/** A git that outlives its killed owner: nothing of the next owner's work may meet it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { readAcks } from '../faults/driver/acks.ts'
import { makeWorld } from '../faults/driver/world.ts'
import { judge } from '../faults/oracle/judge.ts'
import { checkoutOf } from '../faults/oracle/repository.ts'
import { processesOf } from '../soak/inspect.ts'
import { makeTempFolder } from '../support/repository.ts'

const DRIVER = path.resolve(import.meta.dirname, '../faults/driver/driver.ts')
const PATIENCE_MS = 60_000
vi.setConfig({ testTimeout: 4 * PATIENCE_MS })

/** A git whose first `checkout-index` hangs instead of writing files. */
function makeHangingGit(folder: string): string {
  const bin = path.join(folder, 'bin')
  const flag = path.join(folder, 'flag')
  mkdirSync(bin)
  const script = `#!/bin/sh
case "$*" in *checkout-index*) if [ ! -e ${flag} ]; then touch ${flag}; exec sleep 600; fi ;; esac
exec /usr/bin/env PATH=/usr/bin:/bin git "$@"
`
  writeFileSync(path.join(bin, 'git'), script)
  chmodSync(path.join(bin, 'git'), 0o755)
  return bin
}

test('a git that a kill leaves running is ended before anything is driven [fault 51]', async () => {
  const folder = makeTempFolder('git-left')
  const world = makeWorld(folder)
  const before = checkoutOf(world)
  const env = { PATH: `${makeHangingGit(folder)}:/usr/bin:/bin`, HOME: path.join(folder, 'user') }
  const drive = (): ChildProcess => {
    const child = spawn(process.execPath, [DRIVER, folder, 'patch'], { env, stdio: 'ignore' })
    onTestFinished(() => {
      child.kill('SIGKILL')
    })
    return child
  }
  const hanging = (): string[] => processesOf({ folder }).filter((line) => line.includes('sleep 600'))
  const first = drive()
  const [patience, isThere] = [{ timeout: PATIENCE_MS, interval: 50 }, () => existsSync(path.join(folder, 'flag'))]
  await vi.waitFor(() => expect(isThere() ? hanging() : []).toHaveLength(1), patience)
  first.kill('SIGKILL')
  await once(first, 'exit')
  expect(hanging(), 'the kill leaves it running').toHaveLength(1)
  const [code] = await once(drive(), 'exit')
  expect(code).toBe(0)
  expect(hanging()).toEqual([])
  const { problems } = await judge({ world, before, acks: readAcks(world.acks), reference: null })
  expect(problems).toEqual([])
})
