import { beforeEach, describe, expect, it } from 'vitest';
import { navigate, useRouter } from './router';

const at = () => useRouter.getState().current;

describe('the router', () => {
  beforeEach(() => useRouter.getState().reset({ name: 'workbench' }));

  it('goes back and forward again', () => {
    navigate({ name: 'history', query: '限卡' });
    navigate({ name: 'case', caseId: 'c1' });
    useRouter.getState().back();
    expect(at()).toEqual({ name: 'history', query: '限卡' });
    useRouter.getState().forward();
    expect(at()).toEqual({ name: 'case', caseId: 'c1' });
  });

  it('forgets the way forward after a new step', () => {
    navigate({ name: 'sync' });
    useRouter.getState().back();
    navigate({ name: 'settings' });
    useRouter.getState().forward();
    expect(at()).toEqual({ name: 'settings' });
  });

  it('takes no step to where it is, and none beyond the ends', () => {
    navigate({ name: 'workbench' });
    useRouter.getState().back();
    useRouter.getState().forward();
    expect(at()).toEqual({ name: 'workbench' });
    expect(useRouter.getState().past).toEqual([]);
  });

  it('replaces without a step back', () => {
    navigate({ name: 'intake' });
    useRouter.getState().replace({ name: 'intake', draftId: 'd1' });
    useRouter.getState().back();
    expect(at()).toEqual({ name: 'workbench' });
  });

  it('keeps places that survive JSON', () => {
    navigate({ name: 'case', caseId: 'c1', section: 'letters' });
    expect(JSON.parse(JSON.stringify(at()))).toEqual(at());
  });
});
