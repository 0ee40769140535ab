import type { Handlers } from '../../shared/contract.ts'
import { ok } from '../../shared/result.ts'

/** `version` is the application's own. */
export function systemHandlers(app: { version: string; home: string }): Pick<Handlers, 'system.info'> {
  return {
    'system.info': () =>
      ok({
        version: app.version,
        home: app.home,
        node: process.versions.node,
        sqlite: process.versions['sqlite'] ?? 'unknown',
        electron: process.versions['electron'] ?? null,
        platform: process.platform,
      }),
  }
}
