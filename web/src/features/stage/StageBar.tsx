import { useState } from 'react'
import { Dialog, DialogTrigger, Button as AriaButton, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/Icon.tsx'
import { Switch } from '../../ui/Switch.tsx'
import type { Listener, ListenerState } from './listener.ts'

export type Large = 'slide' | 'video'

export interface StageBarProps {
  readonly listener: Listener
  readonly state: ListenerState
  readonly isLive: boolean
  readonly large: Large
  readonly onLarge: (large: Large) => void
  /** Null where the browser cannot show the stage full screen. */
  readonly fullscreen: { readonly isOn: boolean; readonly toggle: () => void } | null
  readonly hasShortcuts: boolean
  readonly onShortcuts: (isOn: boolean) => void
}

/** The controls under the stage. Listening only: nothing here knows of a camera or a microphone. */
export function StageBar({ listener, state, isLive, large, onLarge, fullscreen, hasShortcuts, onShortcuts }: StageBarProps) {
  const { t } = useTranslation('room')
  const isSoundOn = !state.isMuted && state.sound !== 'blocked'
  const toggleSound = () => {
    if (state.sound === 'blocked') void listener.unlock()
    listener.setMuted(state.sound !== 'blocked' && !state.isMuted)
  }
  return (
    <div className="stage-bar" role="group" aria-label={t('controls')}>
      <button className={isSoundOn || !isLive ? 'sbtn' : 'sbtn sbtn--on'} type="button" aria-pressed={isSoundOn} onClick={toggleSound}>
        <Icon name={isSoundOn ? 'sound' : 'sound-off'} /> {isSoundOn ? t('soundOn') : t('soundOff')}
      </button>
      <label className="vol">
        <span className="sr">{t('volume')}</span>
        <input
          type="range"
          min="0"
          max="100"
          value={Math.round(state.volume * 100)}
          onChange={(event) => listener.setVolume(Number(event.target.value) / 100)}
        />
      </label>
      <span className="grow" />
      <div className="segmented" role="group" aria-label={t('whatIsLarge')}>
        <button className="sbtn" type="button" aria-pressed={large === 'slide'} onClick={() => onLarge('slide')}>
          {t('slide')}
        </button>
        <button className="sbtn" type="button" aria-pressed={large === 'video'} onClick={() => onLarge('video')}>
          {t('video')}
        </button>
      </div>
      <button
        className="sbtn lbl-l"
        type="button"
        aria-pressed={state.isSoundOnly}
        onClick={() => listener.setSoundOnly(!state.isSoundOnly)}
      >
        <Icon name="saver" /> {state.isSoundOnly ? t('saverOn') : t('saver')}
      </button>
      {fullscreen && (
        <button className="sbtn lbl-l" type="button" onClick={fullscreen.toggle}>
          <Icon name={fullscreen.isOn ? 'fullscreen-off' : 'fullscreen'} />
          <span className="sr">{fullscreen.isOn ? t('fullscreenEnd') : t('fullscreen')}</span>
        </button>
      )}
      <DialogTrigger>
        <AriaButton className="sbtn">
          <Icon name="more" />
          <span className="sr">{t('moreSettings')}</span>
        </AriaButton>
        <Popover className="popover popover--placed" placement="top end">
          <Dialog className="stack" aria-label={t('moreSettings')}>
            <Switch isOn={state.isSoundOnly} onChange={(isOn) => listener.setSoundOnly(isOn)}>
              {t('saver')}
            </Switch>
            {fullscreen && (
              <button className="button button--secondary" type="button" onClick={fullscreen.toggle}>
                <Icon name="fullscreen" /> {fullscreen.isOn ? t('fullscreenEnd') : t('fullscreen')}
              </button>
            )}
            <PictureInPicture />
            <div>
              <Switch isOn={hasShortcuts} onChange={onShortcuts}>
                {t('shortcutsOn')}
              </Switch>
              {hasShortcuts && <ShortcutList />}
            </div>
          </Dialog>
        </Popover>
      </DialogTrigger>
    </div>
  )
}

function ShortcutList() {
  const { t } = useTranslation('room')
  return (
    <dl className="keys t-sm">
      <div>
        <dt>
          <kbd>M</kbd>
        </dt>
        <dd>{t('shortcutSound')}</dd>
      </div>
      <div>
        <dt>
          <kbd>F</kbd>
        </dt>
        <dd>{t('shortcutFullscreen')}</dd>
      </div>
      <div>
        <dt>
          <kbd>V</kbd>
        </dt>
        <dd>{t('shortcutSwap')}</dd>
      </div>
      <div>
        <dt>
          <kbd>Alt</kbd> + <kbd>1</kbd> <kbd>2</kbd> <kbd>3</kbd>
        </dt>
        <dd>{t('shortcutTabs')}</dd>
      </div>
    </dl>
  )
}

function PictureInPicture() {
  const { t } = useTranslation('room')
  const [video] = useState(() => document.querySelector<HTMLVideoElement>('video[data-main-picture]'))
  // Firefox has its own button on every video and no such function.
  if (!video || !document.pictureInPictureEnabled) return null
  return (
    <button className="button button--secondary" type="button" onClick={() => void video.requestPictureInPicture().catch(() => undefined)}>
      <Icon name="pip" /> {t('pictureInPicture')}
    </button>
  )
}
