import type { ElementType, Key, ReactElement } from 'react'
import { jsx, jsxs } from './jsx-runtime.ts'

export type { JSX } from 'react/jsx-runtime'
export { Fragment } from './jsx-runtime.ts'

/** What development and tests call: the places of the source, which it is told too, are of no use here. */
export const jsxDEV = (
  type: ElementType,
  props: Readonly<Record<string, unknown>>,
  key: Key | undefined,
  isStatic: boolean,
): ReactElement => (isStatic ? jsxs(type, props, key) : jsx(type, props, key))
