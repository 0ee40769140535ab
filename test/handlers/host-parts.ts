import { onTestFinished } from 'vitest'
import type { Backend } from '../../electron/backend.ts'
import type { HostParts } from '../../electron/handlers/parts.ts'
import { openHostLog } from '../../electron/host-log.ts'
import type { Environment } from '../../electron/process/environment.ts'
import { keepSettings } from '../../electron/settings-keeper.ts'

/** What handlers are given around a real backend. `looks` counts how often the conductor was asked to look. */
export function partsOf(
  backend: Backend,
  options: {
    launch?: HostParts['shell']['launch']
    environment?: Environment
    pickFolder?: () => Promise<string | null>
    owner?: { pid: number; host: string }
  } = {},
): HostParts & { looks(): number } {
  let looks = 0
  const settings = keepSettings(backend.home)
  onTestFinished(settings.close)
  return {
    backend,
    conductor: {
      start: async () => undefined,
      owner: () => options.owner ?? null,
      isDriven: () => false,
      working: () => [],
      look: () => {
        looks += 1
      },
      stop: async () => undefined,
    },
    shell: {
      kind: 'serve',
      version: '0',
      electron: null,
      pickFolder: options.pickFolder ?? null,
      reveal: null,
      openLink: null,
      openWindow: null,
      launch: options.launch ?? null,
      keyStore: null,
      updates: null,
    },
    around: {
      home: backend.home,
      environment: options.environment ?? {},
      probeSandbox: async () => ({ kind: 'none', reason: 'A double finds none.', remedy: null }),
    },
    settings,
    log: openHostLog(backend.home, backend.secrets),
    looks: () => looks,
  }
}
