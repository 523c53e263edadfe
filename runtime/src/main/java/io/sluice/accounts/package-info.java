/** Users, organisations and API keys: on whose behalf a call is made, and what its key lets it do. */
@NullMarked
package io.sluice.accounts;

import org.jspecify.annotations.NullMarked;
