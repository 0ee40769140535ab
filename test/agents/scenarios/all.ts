import { MODEL_ERRORS } from './model-errors.ts'
import type { Scenario } from './scenario.ts'
import { STEERING } from './steering.ts'
import { STOPS } from './stops.ts'
import { WORK } from './work.ts'

/** In the order of the table. */
export const SCENARIOS: readonly Scenario[] = [...WORK, ...STOPS, ...STEERING, ...MODEL_ERRORS]
