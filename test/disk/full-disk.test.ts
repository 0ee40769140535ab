import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { makeRepository, makeTempFolder } from '../support/repository.ts'
import { inOwnMounts, noOwnMounts } from './own-mounts.ts'

const reason = noOwnMounts()
const here = reason === null ? '' : `, left out: ${reason}`

test.skipIf(reason !== null)(
  `a disk that an agent fills${here}: the run is paused and says so, what was saved is read, and there is ballast again [fault 32, 33]`,
  async () => {
    const home = path.join(makeTempFolder('full-disk'), 'home')
    mkdirSync(home)
    const repository = makeRepository()
    const base = repository.git('rev-parse', 'HEAD')
    const mount = `mount -t tmpfs -o size=16m,mode=700 tmpfs '${home}'`
    const found = await inOwnMounts(mount, 'full-disk.ts', home, repository.root, base)
    expect(found).toMatchObject({
      rest: { kind: 'wait', why: 'paused' },
      whileFull: { isBallastThere: false, rows: 1 },
      refusedMore: 'disk_full',
      control: 'pause',
      controlReason: expect.stringMatching(
        /The disk is full .* MiB are free there, at least 512 MiB are needed.*resume the run/s,
      ),
      paused: [expect.objectContaining({ reason: 'disk_full' })],
      output: 0,
      ballastBlocks: true,
      isBallastBack: true,
    })
  },
  120_000,
)
