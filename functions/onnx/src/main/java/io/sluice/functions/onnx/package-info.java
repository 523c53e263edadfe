/** ONNX models, as functions run them. */
@NullMarked
package io.sluice.functions.onnx;

import org.jspecify.annotations.NullMarked;
