import { NOTHING_TO_HIDE } from '../../electron/secrets/redactor.ts'
import type { Secrets } from '../../electron/secrets/secrets.ts'
import { ok } from '../../shared/result.ts'

/** A data folder in which nothing is secret. */
export const NO_SECRETS: Pick<Secrets, 'of' | 'redactor'> = {
  of: () => ok({ env: {}, unreadable: [] }),
  redactor: () => NOTHING_TO_HIDE,
}
