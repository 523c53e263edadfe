/** The commands that train and evaluate the sentiment model; no instance loads them. */
@NullMarked
package io.sluice.functions.sentiment.model;

import org.jspecify.annotations.NullMarked;
