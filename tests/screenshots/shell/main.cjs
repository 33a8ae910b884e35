/** The built application by the clock of the pictures; everything else is the application as it is. */
'use strict';
const path = require('node:path');
const { app } = require('electron');

const root = path.resolve(__dirname, '../../..');
require('./clock.cjs');

const { productName, version, main } = require(path.join(root, 'package.json'));
app.setName(productName);
app.setVersion(version);
app.setAppPath(root);
require(path.join(root, main));
