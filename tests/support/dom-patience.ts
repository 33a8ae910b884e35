/** How long component tests wait for a condition. A second is not enough while lint and types take their part of two slow cores. */
import { configure } from '@testing-library/react';

configure({ asyncUtilTimeout: 20_000 });
