import { expect, test } from 'vitest'
import { reasonNotToStart } from '../../../renderer/views/new-run/start-reason.ts'
import { DEFAULT_RUN_CONFIG } from '../../../shared/config.ts'

const ready = {
  repositoryId: '0123456789abcdef',
  typed: null,
  view: { config: DEFAULT_RUN_CONFIG },
  checks: [{ level: 'warning' }],
  isRunning: false,
} as const

test.each([
  [{}, null],
  [{ isRunning: true }, 'Starting…'],
  [{ repositoryId: null, view: null }, 'Choose a repository first.'],
  // What is named in the field goes before what was chosen earlier.
  [{ typed: '/srv/other' }, 'Another path was typed: press Enter in its field.'],
  [{ typed: ' ' }, 'Choose a repository first.'],
  [{ view: null }, 'The repository is being looked at.'],
  [{ checks: [{ level: 'error' }, { level: 'error' }] as const }, '2 problems to solve first'],
  [{ view: { config: null } }, 'This repository cannot be used.'],
])('with %j: %s', (part, reason) => expect(reasonNotToStart({ ...ready, ...part })).toBe(reason))
