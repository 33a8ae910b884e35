/**
 * The built application with a clock that begins at a given moment, so that dates in pictures are the same whenever
 * they are taken. Everything else is the application as it is.
 */
'use strict';
const path = require('node:path');
const { app } = require('electron');

const root = path.resolve(__dirname, '../../..');
const shownMs = Number(process.env['XIANTING_PICTURES_SHOWN_MS']);
const beganMs = Number(process.env['XIANTING_PICTURES_BEGAN_MS']);
const realNow = Date.now.bind(Date);
Date.now = () => shownMs + (realNow() - beganMs);

const { productName, version, main } = require(path.join(root, 'package.json'));
app.setName(productName);
app.setVersion(version);
app.setAppPath(root);
require(path.join(root, main));
