import { agentSpecs } from '../agents/catalog.ts'
import { settingsOf } from '../settings.ts'
import type { Surroundings } from '../start-run.ts'
import type { KeyStore } from './key-store.ts'
import { otherSecrets } from './other-secrets.ts'
import { openSecrets, type Secrets } from './secrets.ts'

/** The secrets of a data folder, with what its settings and the application's environment hold besides. */
export function folderSecrets(around: Surroundings, keyStore: () => KeyStore | null): Secrets {
  const others = () => {
    const read = settingsOf(around)
    const settings = read.ok ? read.value : null
    const specs = agentSpecs(settings?.agents ?? {})
    return otherSecrets(settings, specs.ok ? specs.value.flatMap(({ passed }) => passed) : [], around.environment)
  }
  return openSecrets({ home: around.home, keyStore, others })
}
