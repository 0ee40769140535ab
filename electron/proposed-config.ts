import { DEFAULT_RUN_CONFIG, type RunConfig } from '../shared/config.ts'
import type { Settings } from '../shared/settings/settings.ts'

/** Pure. What a new run is proposed with, but for its agents and its set-up, which depend on its repository. */
export const proposedConfig = ({ policy, limits, sandbox }: Settings): RunConfig => ({
  ...DEFAULT_RUN_CONFIG,
  ...{ policy, limits, sandbox },
})
