/** Lets the clock of this process begin at a given moment, so that dates in pictures are the same whenever they are taken. */
'use strict';
const shownMs = Number(process.env['XIANTING_PICTURES_SHOWN_MS']);
const beganMs = Number(process.env['XIANTING_PICTURES_BEGAN_MS']);
const realNow = Date.now.bind(Date);
Date.now = () => shownMs + (realNow() - beganMs);
