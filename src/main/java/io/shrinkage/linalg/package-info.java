/** Dense and sparse kernels: plain loops over primitive arrays, with no dependency at all. */
package io.shrinkage.linalg;
