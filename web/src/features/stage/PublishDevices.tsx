import { useTranslation } from 'react-i18next'
import { SelectField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Button } from '../../ui/Button.tsx'
import type { Capture } from './publish-capture.ts'
import type { DeviceKind } from './publish-devices.ts'
import type { LevelVerdict } from './publish-level.ts'
import { useCapture } from './PublishVideo.tsx'

const KINDS = ['camera', 'microphone', 'speaker'] as const

/** Which camera, microphone and speaker; names appear once the browser allows them. */
export function PublishDevices({ capture }: { readonly capture: Capture }) {
  const { t } = useTranslation('studio')
  const state = useCapture(capture)

  function current(kind: DeviceKind): string {
    const open = kind === 'speaker' ? undefined : state[kind].track?.getSettings().deviceId
    const wanted = open ?? state.choice[kind]
    return state.devices[kind].some(({ id }) => id === wanted) ? (wanted ?? '') : ''
  }

  return (
    <div className="green-devices">
      {KINDS.map((kind) => {
        const devices = state.devices[kind].map(({ id, label }, index) => ({
          value: id,
          label: label || t('device', { index: index + 1 }),
        }))
        const value = current(kind)
        const options = value === '' ? [{ value: '', label: t(kind === 'speaker' ? 'standardDevice' : 'deviceAuto') }, ...devices] : devices
        return (
          <SelectField
            key={kind}
            label={t(kind)}
            value={value}
            options={options}
            onChange={(id) => id !== '' && void capture.choose(kind, id)}
          />
        )
      })}
    </div>
  )
}

/** What is wrong with camera or microphone, and what helps; nothing while nothing is wrong. */
export function PublishProblems({ capture }: { readonly capture: Capture }) {
  const { t } = useTranslation(['studio', 'common'])
  const state = useCapture(capture)
  const problems = (['camera', 'microphone'] as const).flatMap((device) => {
    const { problem } = state[device]
    return problem === null ? [] : [{ device, problem }]
  })
  const [first] = problems
  if (!first) return null
  return (
    <div className="notice" data-tone="danger" role="alert">
      <Icon name="alert" />
      {problems.map(({ device, problem }) => (
        <h3 key={device}>{t(`problem_${problem}_${device}`)}</h3>
      ))}
      <p>{t(`help_${first.problem}`)}</p>
      <div className="row row--s">
        <Button isDense icon="refresh" onPress={() => void (problems.length === 2 ? capture.openBoth() : capture.open(first.device))}>
          {t('common:retry')}
        </Button>
      </div>
    </div>
  )
}

export const LEVEL_WORDS = {
  off: { key: 'levelOff', tone: 'neutral', icon: 'mic-off' },
  silent: { key: 'levelQuiet', tone: 'neutral', icon: 'mic' },
  quiet: { key: 'levelLow', tone: 'warn', icon: 'alert' },
  good: { key: 'levelGood', tone: 'ok', icon: 'check' },
  loud: { key: 'levelLoud', tone: 'warn', icon: 'alert' },
} as const satisfies Record<LevelVerdict, unknown>
