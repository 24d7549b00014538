import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { readDisplay, saveDisplay } from '../../src/lib/display.ts'

const WEB = path.resolve(import.meta.dirname, '../..')
const root = document.documentElement

beforeEach(() => {
  localStorage.clear()
  for (const name of Object.keys(root.dataset)) delete root.dataset[name]
})

describe('W4 Colours, contrast and caption size follow the system unless chosen, and a choice stays on the device', () => {
  test('W4 a choice is applied at once and read again', () => {
    saveDisplay({ theme: 'dark', contrast: 'more' })
    expect(root.dataset).toMatchObject({ theme: 'dark', contrast: 'more' })
    expect(readDisplay()).toEqual({ theme: 'dark', contrast: 'more' })
  })

  test('W4 going back to the system removes the choice', () => {
    saveDisplay({ theme: 'dark' })
    saveDisplay({})
    expect(root.dataset['theme']).toBeUndefined()
    expect(readDisplay()).toEqual({})
  })

  test('W4 what somebody else stored there is ignored', () => {
    localStorage.setItem('podium.display', '{"theme":"pink","captions":7}')
    expect(readDisplay()).toEqual({})
    localStorage.setItem('podium.display', 'nonsense')
    expect(readDisplay()).toEqual({})
  })
})

describe('W5 The three documents need no inline script or style and stay out of search engines', () => {
  for (const name of ['attendee', 'trainer', 'organiser']) {
    test(`W5 ${name}.html`, () => {
      const html = readFileSync(path.join(WEB, `${name}.html`), 'utf8')
      expect(html).toContain('<html lang="de">')
      expect(html).toContain('name="robots" content="noindex"')
      expect(html).toContain('id="react-aria-pressable-style"')
      expect(html).not.toMatch(/<style|style=|https?:|<script(?![^>]*src=)/)
    })
  }
})
