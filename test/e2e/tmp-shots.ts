import { mkdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openWindow } from './hosts.ts'
import { seedRuns } from './seeded-runs.ts'
const WORK = path.join(os.tmpdir(), 'triptych-shots')
rmSync(WORK, { recursive: true, force: true })
mkdirSync(WORK, { recursive: true })
mkdirSync('/tmp/shots', { recursive: true })
const seeded = await seedRuns(WORK)
const window = await openWindow('serve', seeded.home, seeded.env)
const { page } = window
const { runs } = seeded
for (const [name, place] of [
  ['plan', `run/${runs.plan}/plan`],
  ['plan4', `run/${runs.plan}/plan?item=4`],
  ['review', `run/${runs.review}/review`],
  ['run-review', `run/${runs.review}`],
  ['plan-accepted', `run/${runs.review}/plan?item=2`],
  ['artifacts', `run/${runs.review}/artifacts`],
] as const) {
  await page.evaluate((hash) => location.assign(`#/${hash}`), place)
  await page.waitForTimeout(2500)
  for (const theme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.screenshot({ path: `/tmp/shots/${name}-${theme}.png` })
  }
}
console.log(window.problems.join('\n'))
await window.close()
rmSync(WORK, { recursive: true, force: true, maxRetries: 3 })
