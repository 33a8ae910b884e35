/** The console: who is signed in decides what is shown. */
import { useCallback, useEffect, useState } from 'react';
import { createI18n } from '../renderer/app/i18n/i18n';
import { useText } from '../renderer/app/i18n/use-text';
import { AppearanceProvider } from '../renderer/app/theme/appearance';
import type { HqPerson, Look } from '../shared/hq-console/session';
import { api, watchSignedOut } from './client';
import { Frame } from './frame';
import { browserLook } from './look';
import { SetUp } from './set-up';
import { SignIn } from './sign-in';
import { useIdleEnd } from './use-idle-end';

const i18n = createI18n(browserLook().language);
/** China has one time zone; so have its deadlines. */
const timeZone = 'Asia/Shanghai';

type Place =
  | { readonly at: 'asking' }
  | { readonly at: 'signIn'; readonly ended: boolean }
  | { readonly at: 'setUp' }
  | { readonly at: 'in'; readonly person: HqPerson; readonly recoveryCodesLeft: number | null };

export function App() {
  const [look, setLook] = useState<Look>(browserLook);
  const [place, setPlace] = useState<Place>({ at: 'asking' });

  const enter = useCallback((person: HqPerson, recoveryCodesLeft: number | null): void => {
    setLook(person.look);
    // A reload must not lead back to the set-up.
    if (location.hash === '#setup') history.replaceState(null, '', location.pathname);
    setPlace({ at: 'in', person, recoveryCodesLeft });
  }, []);

  useEffect(() => {
    watchSignedOut(() => setPlace((now) => (now.at === 'in' ? { at: 'signIn', ended: true } : now)));
    void api['session.status']({}).then((answer) => {
      if (answer.ok && answer.value.person) enter(answer.value.person, null);
      else setPlace(location.hash === '#setup' ? { at: 'setUp' } : { at: 'signIn', ended: false });
    });
  }, [enter]);

  const changeLook = (next: Look): void => {
    setLook(next);
    if (place.at === 'in') void api['session.setLook'](next);
  };
  // The page says so once the server has ended the session.
  const signOut = async (): Promise<void> => {
    await api['session.signOut']({});
    setPlace({ at: 'signIn', ended: false });
  };
  // Nobody is there: what is on the screen goes first.
  useIdleEnd(place.at === 'in', () => {
    setPlace({ at: 'signIn', ended: true });
    void api['session.signOut']({});
  });

  return (
    <AppearanceProvider
      appearance={{ ...look, textScale: 100, density: 'comfortable' }}
      i18n={i18n}
      timeZone={timeZone}
    >
      <Title />
      {place.at === 'signIn' && (
        <SignIn
          look={look}
          onLook={changeLook}
          ended={place.ended}
          onIn={enter}
          onSetUp={() => setPlace({ at: 'setUp' })}
        />
      )}
      {place.at === 'setUp' && (
        <SetUp
          look={look}
          onLook={changeLook}
          onIn={(person) => enter({ ...person, look }, null)}
          onBack={() => setPlace({ at: 'signIn', ended: false })}
        />
      )}
      {place.at === 'in' && (
        <Frame
          person={place.person}
          recoveryCodesLeft={place.recoveryCodesLeft}
          look={look}
          onLook={changeLook}
          onSignOut={() => void signOut()}
        />
      )}
    </AppearanceProvider>
  );
}

/** The title of the browser's tab, in the language of the page. */
function Title() {
  const { t } = useText();
  const title = `${t('common:appName')} · ${t('console:title')}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
  return null;
}
