import { type ReactElement, useState } from 'react'
import { FROM_TEXTS, SETTING_NOTES } from '../../../shared/settings/notes.ts'
import type { PermissionRuleSettings } from '../../../shared/settings/permission-settings.ts'
import { AGENT_ROLES } from '../../../shared/words.ts'
import { Button } from '../../ui/button.tsx'
import { Coded } from '../../ui/coded.tsx'
import { Select, TextField } from '../../ui/field.tsx'
import { ROLE_NAMES } from '../../words/run-words.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/settings.ts'
import { keyed } from '../gates/keyed.ts'
import { newRule, ruleParts, ruleText } from './rule-words.ts'
import { SettingsGroup } from './setting-row.tsx'
import type { SettingsForm } from './use-settings.ts'

const LISTS = { reject: TEXT.rejected, allow: TEXT.allowed } as const
type ListName = keyof typeof LISTS
const LIST_NAMES: readonly ListName[] = ['reject', 'allow']
const KINDS = ['read', 'edit', 'delete', 'move', 'search', 'execute', 'fetch', 'think', 'other']

/** The person's rules for what agents ask: shown in the order in which they count. */
export function PermissionsSection({ form }: { form: SettingsForm }): ReactElement {
  const { permissions } = form.values
  const write = (list: ListName, rules: readonly PermissionRuleSettings[]): Promise<boolean> =>
    form.change([{ path: ['permissions', list], ...(rules.length === 0 ? {} : { value: rules.map(ruleParts) }) }])
  return (
    <>
      {LIST_NAMES.map((list) => (
        <SettingsGroup
          key={list}
          title={LISTS[list]}
          text={`${SETTING_NOTES[`permissions.${list}`].what} ${FROM_TEXTS.next_request}`}
        >
          <Rules
            list={list}
            rules={permissions[list]}
            isLocked={form.isLocked}
            onChange={(rules) => void write(list, rules)}
          />
        </SettingsGroup>
      ))}
      <SettingsGroup
        title={TEXT.newRule}
        text="What is left empty matches everything. In a command * stands for anything but shell operators; a path is a pattern relative to the worktree."
      >
        <RuleForm isLocked={form.isLocked} onAdd={(list, rule) => write(list, [...permissions[list], rule])} />
      </SettingsGroup>
    </>
  )
}

function Rules({
  list,
  rules,
  isLocked,
  onChange,
}: {
  list: ListName
  rules: readonly PermissionRuleSettings[]
  isLocked: boolean
  onChange(rules: readonly PermissionRuleSettings[]): void
}): ReactElement {
  if (rules.length === 0) return <p className="border-line border-b py-2 text-ink-3">{TEXT.noRule}</p>
  return (
    <ul aria-label={LISTS[list]} className="divide-y divide-line border-line border-b">
      {keyed(rules.map(ruleText)).map(({ key, text }, index) => (
        <li key={key} className="flex min-h-9 items-center gap-3">
          <span className="min-w-0 flex-1 wrap-anywhere">
            <Coded text={text} />
          </span>
          <Button
            look="quiet"
            icon="trash"
            disabled={isLocked}
            label={TEXT.removeRule(text)}
            onClick={() => onChange(rules.filter((_rule, place) => place !== index))}
          />
        </li>
      ))}
    </ul>
  )
}

function RuleForm({
  isLocked,
  onAdd,
}: {
  isLocked: boolean
  onAdd(list: ListName, rule: PermissionRuleSettings): Promise<boolean>
}): ReactElement {
  const [list, setList] = useState<ListName>('allow')
  const [role, setRole] = useState<PermissionRuleSettings['role'] | ''>('')
  const [kind, setKind] = useState('')
  const [command, setCommand] = useState('')
  const [path, setPath] = useState('')
  const rule = newRule({ role, kind, command, path })
  const add = (): void => {
    if (rule === null) return
    void onAdd(list, rule).then((isKept) => {
      if (!isKept) return
      setCommand('')
      setPath('')
    })
  }
  return (
    <div className="space-y-3 border-line border-b py-3">
      <div className="grid grid-cols-3 gap-3">
        <Select
          label={TEXT.requestIs}
          value={list}
          options={LIST_NAMES.map((name) => ({ value: name, text: LISTS[name].toLowerCase() }))}
          onChange={(value) => setList(value === 'reject' ? 'reject' : 'allow')}
        />
        <Select
          label={TEXT.ofRole}
          value={role ?? ''}
          options={[
            { value: '', text: TEXT.anyRole },
            ...AGENT_ROLES.map((name) => ({ value: name, text: ROLE_NAMES[name] })),
          ]}
          onChange={(value) => setRole(AGENT_ROLES.find((name) => name === value) ?? '')}
        />
        <Select
          label={COMMON.kind}
          value={kind}
          options={[{ value: '', text: TEXT.anyKind }, ...KINDS.map((name) => ({ value: name, text: name }))]}
          onChange={setKind}
        />
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-end gap-3">
        <TextField
          label={COMMON.command}
          mono
          placeholder="npm test*"
          value={command}
          onChange={setCommand}
          onEnter={add}
        />
        <TextField label={COMMON.path} mono placeholder="docs/**" value={path} onChange={setPath} onEnter={add} />
        <Button
          disabled={rule === null || isLocked}
          title={rule === null ? TEXT.itWouldMatchEverything : ''}
          onClick={add}
        >
          {TEXT.addRule}
        </Button>
      </div>
      {rule === null && <p className="text-12 text-ink-3">{TEXT.fillInAtLeastOneField}</p>}
    </div>
  )
}
