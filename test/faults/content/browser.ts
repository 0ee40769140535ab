import { existsSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from '../../../scripts/child.mjs'
import { findChromium } from '../../../scripts/chromium.mjs'

/** Why no window can be shown here; null if one can. */
export function chromiumProblem(): string | null {
  const { env, platform } = process
  if (findChromium({ env, platform, exists: existsSync }) === null) return 'no Chromium: name one in CHROMIUM_PATH'
  return existsSync(path.join(ROOT, 'out/renderer/index.html')) ? null : 'the window is not built: npm run build'
}
