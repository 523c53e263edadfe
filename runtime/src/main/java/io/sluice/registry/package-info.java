/** What is registered and who may use it: functions, their versions and packages, API keys, secrets. */
@NullMarked
package io.sluice.registry;

import org.jspecify.annotations.NullMarked;
