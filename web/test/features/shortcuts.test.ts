import { describe, expect, test } from 'vitest'
import { commandOf, type KeyPress } from '../../src/features/stage/shortcuts.ts'

const press = (part: Partial<KeyPress>): KeyPress => ({
  key: '',
  code: '',
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...part,
})

describe('W51 The keys of the room', () => {
  test('W51 M, F and V in either case, Alt with 1 to 3 by position', () => {
    expect(['m', 'F', 'v'].map((key) => commandOf(press({ key })))).toEqual(['sound', 'fullscreen', 'swap'])
    expect(['Digit1', 'Digit2', 'Digit3'].map((code) => commandOf(press({ code, key: '¡', altKey: true })))).toEqual([
      'tab1',
      'tab2',
      'tab3',
    ])
  })

  test("W51 the browser's own keys are left alone", () => {
    expect(commandOf(press({ key: 'f', ctrlKey: true }))).toBeNull()
    expect(commandOf(press({ key: 'v', metaKey: true }))).toBeNull()
    expect(commandOf(press({ key: 'x' }))).toBeNull()
  })
})
