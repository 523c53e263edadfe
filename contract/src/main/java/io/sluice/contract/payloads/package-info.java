/** Payloads that go by HTTP beside the call that they belong to, as they are too large for it. */
@NullMarked
package io.sluice.contract.payloads;

import org.jspecify.annotations.NullMarked;
