import { BRIDGE_POINTS } from './bridge.ts'
import type { BuiltApp } from './built-app.ts'
import type { Point } from './finding.ts'
import { PAGE_POINTS } from './pages.ts'
import { PRODUCT_POINTS } from './product.ts'
import { unwantedAt } from './unwanted.ts'
import { WINDOW_POINTS } from './windows.ts'

/** Electron's whole security checklist, in its order. */
export const CHECKLIST: readonly Point[] = [...WINDOW_POINTS, ...PAGE_POINTS, ...BRIDGE_POINTS, ...PRODUCT_POINTS]
  .map((point) => ({
    ...point,
    findings: (app: BuiltApp) => [...point.findings(app), ...unwantedAt(point.number, app)],
  }))
  .toSorted((one, other) => one.number - other.number)
