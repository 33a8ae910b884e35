/** 话术库: all scripts, or one of them. */
import type { PageProps } from '../../app/route';
import { useSignedIn } from '../../app/use-signed-in';
import { Library } from './library';
import { ScriptView } from './script-view';

export function ScriptsPage({ route }: PageProps<'scripts'>) {
  const signedIn = useSignedIn();
  if (signedIn === null) return null;
  const { code } = route;
  return code === undefined ? (
    <Library
      key={signedIn.session.userId}
      mayEdit={signedIn.session.permissions.includes('scripts.edit')}
      mayReview={signedIn.session.permissions.includes('scripts.review')}
    />
  ) : (
    <ScriptView key={`${signedIn.session.userId} ${code}`} code={code} session={signedIn.session} />
  );
}
