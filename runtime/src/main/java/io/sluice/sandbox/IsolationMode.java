package io.sluice.sandbox;

/** Whether instances and builds are confined. */
public enum IsolationMode {
    /** Where this host allows it. */
    AUTO,
    /** Always: where this host doesn't allow it, nothing is deployed or started. */
    REQUIRED,
    /** Never; for hosts that confine the runtime itself. */
    OFF
}
