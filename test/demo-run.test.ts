import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { isDemoRepository, startDemoRun, withOwnNodeFirst } from '../electron/demo-run.ts'
import { err, type Refusal } from '../shared/result.ts'
import { temporaryFolder } from './store/support.ts'

const REFUSAL: Refusal = { code: 'no_space', message: 'The disk is full.', remedy: 'Free some of it.' }

test('a demo that is refused leaves no repository behind', async () => {
  const home = temporaryFolder()
  const asked: string[] = []
  const startRun = async ({ repoPath }: { repoPath: string }) => {
    expect(isDemoRepository(home, repoPath)).toBe(true)
    expect(existsSync(path.join(repoPath, 'src'))).toBe(true)
    expect(path.basename(repoPath)).toBe('tally')
    asked.push(repoPath)
    return err(REFUSAL)
  }
  expect(await startDemoRun({ home, startRun }, 'supervised')).toEqual(err(REFUSAL))
  expect([asked.length, readdirSync(path.join(home, 'demo'))]).toEqual([1, []])
})

test('only sample repositories get our own Node first; the rest of the environment stays', () => {
  const home = temporaryFolder()
  expect(isDemoRepository(home, '/code/demo/1234')).toBe(false)
  expect(isDemoRepository(home, path.join(home, 'demo'))).toBe(false)
  expect(isDemoRepository(home, path.join(home, 'demo', '1234'))).toBe(true)
  const own = path.dirname(process.execPath)
  expect(withOwnNodeFirst({ PATH: '/old', LANG: 'C' }, home)).toEqual({
    PATH: `${own}${path.delimiter}/old`,
    LANG: 'C',
  })
  expect(withOwnNodeFirst({}, home)).toEqual({ PATH: own })
})
