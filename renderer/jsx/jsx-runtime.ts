import {
  type ElementType,
  Fragment,
  type Key,
  type ReactElement,
  type ReactNode,
  createElement as reactElement,
} from 'react'
import { jsx as reactJsx, jsxs as reactJsxs } from 'react/jsx-runtime'
import { shownChildren, tellable } from './tellable.ts'

export type { JSX } from 'react/jsx-runtime'
/**
 * What makes every element of the window, in place of React's own: no view can forget to show what hides in a text. It takes names of
 * elements and components as React does.
 */
export { Fragment }

type Props = Readonly<Record<string, unknown>>

/** Components are given what they are given; what they make of it comes by here again. */
const isDrawn = (type: unknown): boolean => typeof type === 'string' || type === Fragment
const told = (type: unknown, props: Props): Props => (isDrawn(type) ? tellable(props) : props)

export const jsx = (type: ElementType, props: Props, key?: Key): ReactElement => reactJsx(type, told(type, props), key)

export const jsxs = (type: ElementType, props: Props, key?: Key): ReactElement =>
  reactJsxs(type, told(type, props), key)

/** What the compiler calls where a key comes after props that are spread. */
export const createElement = (type: ElementType, props: Props | null, ...children: ReactNode[]): ReactElement =>
  reactElement(type, props && told(type, props), ...(isDrawn(type) ? children.map(shownChildren) : children))
